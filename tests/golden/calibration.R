# Calibrated weights, and errors of what is estimated with them.
source("writing.R")
source("people.R")

plain <- svydesign(~1, strata = ~stratum, weights = ~weight, fpc = ~population, data = sampled)
strata <- as.numeric(table(people$stratum))
sexes <- as.numeric(table(people$sex))
ages <- as.numeric(table(people$age))
cells <- as.data.frame(table(sex = people$sex, age = people$age), stringsAsFactors = FALSE)
cells$sex <- as.integer(cells$sex)
cells$age <- as.integer(cells$age)
income <- sum(people$income)
formula <- ~ factor(stratum) + sex + factor(age) + income - 1
totals <- c(strata, sexes[2], ages[-1], income)

estimates <- function(design) {
  total <- svytotal(~ unsafe + worry, design)
  mean <- svymean(~ unsafe + worry, design)
  area <- svyby(~unsafe, ~area, design, svymean)
  report <- svymean(~report, design, na.rm = TRUE)
  list(weight = as.numeric(weights(design)), total = of(total), mean = of(mean), by_area = of(area),
    report = of(report))
}

raked <- rake(plain, list(~stratum, ~sex, ~age),
  list(data.frame(stratum = 0:5, Freq = strata), data.frame(sex = 0:1, Freq = sexes),
    data.frame(age = 0:3, Freq = ages)),
  control = list(maxit = 200, epsilon = 1e-9, verbose = FALSE))
default <- rake(plain, list(~stratum, ~sex),
  list(data.frame(stratum = 0:5, Freq = strata), data.frame(sex = 0:1, Freq = sexes)))

write_values("calibration", list(
  strata = strata, sexes = sexes, ages = ages, sex_age = cells$Freq, income = income,
  poststratified = estimates(postStratify(plain, ~ sex + age, cells)),
  raked = estimates(raked),
  raked_by_default = estimates(default),
  linear = estimates(calibrate(plain, formula, totals, epsilon = 1e-12)),
  exponential = estimates(calibrate(plain, formula, totals, calfun = "raking", epsilon = 1e-12)),
  logit = estimates(calibrate(plain, formula, totals, calfun = "logit", bounds = c(0.5, 1.4),
    epsilon = 1e-12, maxit = 200)),
  bounded = estimates(calibrate(plain, formula, totals, bounds = c(0.65, 1.3), epsilon = 1e-12,
    maxit = 200))
))

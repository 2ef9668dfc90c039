# Delete-one jackknife in strata, alone and poststratified anew in each replicate.
source("writing.R")
source("people.R")

plain <- svydesign(~1, strata = ~stratum, weights = ~weight, fpc = ~population, data = sampled)
cells <- as.data.frame(table(sex = people$sex, age = people$age), stringsAsFactors = FALSE)
cells$sex <- as.integer(cells$sex)
cells$age <- as.integer(cells$age)
jackknife <- as.svrepdesign(plain, type = "JKn", mse = TRUE)
again <- postStratify(jackknife, ~ sex + age, cells)
raked <- rake(jackknife, list(~stratum, ~sex),
  list(data.frame(stratum = 0:5, Freq = as.numeric(table(people$stratum))),
    data.frame(sex = 0:1, Freq = as.numeric(table(people$sex)))),
  control = list(maxit = 500, epsilon = 1e-11, verbose = FALSE))
both <- function(design) list(
  mean = of(svymean(~ unsafe + worry, design)),
  total = of(svytotal(~ unsafe + worry, design)),
  by_area = of(svyby(~worry, ~area, design, svymean)))

write_values("jackknife", list(plain = both(jackknife), poststratified = both(again), raked = both(raked)))

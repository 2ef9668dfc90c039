# Design effects, effective numbers of answers, degrees of freedom and intervals of means, for every kind of sample.
source("writing.R")
source("people.R")
source("designs.R")

all_of <- function(design) {
  mean <- svymean(~ unsafe + worry, design, deff = TRUE)
  total <- svytotal(~ unsafe + worry, design, deff = TRUE)
  by_sex <- svyby(~worry, ~sex, design, svymean, deff = TRUE)
  report <- svymean(~report, design, deff = TRUE, na.rm = TRUE)
  list(
    mean = as.numeric(deff(mean)), total = as.numeric(deff(total)),
    by_sex = as.numeric(deff(by_sex)), report = as.numeric(deff(report)),
    effective = as.numeric(coef(mean)[1] * (1 - coef(mean)[1]) / SE(mean)[1]^2),
    freedom = degf(design),
    freedom_by_age = sapply(0:3, function(wanted) degf(design[sampled$age == wanted, ])),
    interval = as.numeric(t(confint(mean, df = degf(design)))),
    interval_90 = as.numeric(t(confint(mean, level = 0.9, df = degf(design)))))
}

write_values("effects", list(
  plain = all_of(plain), raked = all_of(raked), clustered = all_of(clustered)))

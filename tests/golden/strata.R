# Means, totals, domains, design effects and lonely strata of a stratified element sample.
source("writing.R")
source("people.R")
write_data("people", sampled)

plain <- svydesign(~1, strata = ~stratum, weights = ~weight, fpc = ~population, data = sampled)
without <- svydesign(~1, strata = ~stratum, weights = ~weight, data = sampled)

by <- function(formula, by, design, FUN) {
  result <- svyby(formula, by, design, FUN, na.rm = TRUE)
  list(estimate = as.numeric(coef(result)), error = as.numeric(SE(result)))
}

interval <- function(formula, method) as.numeric(attr(svyciprop(formula, plain, method = method), "ci"))

few <- subset(sampled, !(stratum == 3 & row != min(row[stratum == 3])))
lonely <- function(option) {
  options(survey.lonely.psu = option)
  design <- svydesign(~1, strata = ~stratum, weights = ~weight, fpc = ~population, data = few)
  # The subpopulation must not be lonely too: only the sample is.
  c(list(mean = of(svymean(~worry, design)), total = of(svytotal(~unsafe, design))),
    list(domain = by(~worry, ~sex, design, svymean)))
}

write_values("strata", list(
  mean = of(svymean(~ unsafe + worry + income, plain)),
  total = of(svytotal(~ unsafe + worry + income, plain)),
  missing_mean = of(svymean(~report, plain, na.rm = TRUE)),
  missing_total = of(svytotal(~report, plain, na.rm = TRUE)),
  without_correction = of(svymean(~worry, without)),
  mean_by_area = by(~worry, ~area, plain, svymean),
  share_by_area = by(~unsafe, ~area, plain, svymean),
  total_by_area = by(~worry, ~area, plain, svytotal),
  missing_by_sex_age = by(~report, ~ sex + age, plain, svymean),
  freedom_by_area = sapply(sort(unique(sampled$area)),
    function(wanted) degf(plain[sampled$area == wanted, ])),
  freedom_by_sex = sapply(0:1, function(wanted) degf(plain[sampled$sex == wanted, ])),
  design_effect = as.numeric(deff(svymean(~ unsafe + worry, plain, deff = TRUE))),
  design_effect_total = as.numeric(deff(svytotal(~ unsafe + worry, plain, deff = TRUE))),
  design_effect_by_sex = as.numeric(deff(svyby(~unsafe, ~sex, plain, svymean, deff = TRUE))),
  interval_logit = interval(~unsafe, "logit"),
  interval_beta_few = interval(~I(worry > 65), "beta"),
  few_share = as.numeric(coef(svymean(~I(as.numeric(worry > 65)), plain))),
  few_rows = few$row,
  lonely_adjust = lonely("adjust"),
  lonely_remove = lonely("remove")
))

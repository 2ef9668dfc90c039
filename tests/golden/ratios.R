# Ratios of totals, of all and of domains, with their design effects.
source("writing.R")
source("people.R")
source("designs.R")

of_ratio <- function(above, below, design) {
  result <- svyratio(above, below, design, na.rm = TRUE, deff = TRUE)
  list(estimate = as.numeric(coef(result)), error = as.numeric(SE(result)),
    design_effect = as.numeric(deff(result)))
}

by <- function(above, below, domain, design) {
  each <- lapply(sort(unique(domain)), function(code) of_ratio(above, below, design[domain == code, ]))
  sapply(c("estimate", "error", "design_effect"), function(part) sapply(each, `[[`, part),
    simplify = FALSE)
}

all_of <- function(design) list(
  worry_income = of_ratio(~worry, ~income, design),
  report_worry = of_ratio(~report, ~worry, design),
  worry_income_by_area = by(~worry, ~income, sampled$area, design),
  report_worry_by_area = by(~report, ~worry, sampled$area, design),
  report_worry_by_age = by(~report, ~worry, sampled$age, design))

write_values("ratios", list(
  plain = all_of(plain), raked = all_of(raked), clustered = all_of(clustered)))

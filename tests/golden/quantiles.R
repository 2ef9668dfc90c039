# Quantiles with Woodruff's intervals, of all and of domains.
source("writing.R")
source("people.R")
source("designs.R")

orders <- c(0.1, 0.25, 0.5, 0.75, 0.9)

# Order by order: quantile, lower and upper limit, standard error.
found <- function(formula, design) {
  table <- svyquantile(formula, design, orders, na.rm = TRUE)[[1]]
  list(estimate = as.numeric(table[, 1]), low = as.numeric(table[, 2]),
    high = as.numeric(table[, 3]), error = as.numeric(table[, 4]))
}

# The same for each domain in turn.
by <- function(formula, domain, design) {
  each <- lapply(sort(unique(domain)), function(code) found(formula, design[domain == code, ]))
  sapply(c("estimate", "low", "high", "error"), function(part) unlist(lapply(each, `[[`, part)),
    simplify = FALSE)
}

all_of <- function(design) list(
  worry = found(~worry, design), report = found(~report, design),
  worry_by_sex = by(~worry, sampled$sex, design),
  report_by_stratum = by(~report, sampled$stratum, design),
  age = found(~age, design))

write_values("quantiles", list(
  orders = orders, plain = all_of(plain), raked = all_of(raked), clustered = all_of(clustered)))

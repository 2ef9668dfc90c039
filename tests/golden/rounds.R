# Two rounds: the same people twice, and two samples that know nothing of one another.
source("writing.R")
source("people.R")
source("designs.R")

# As another round the same people say something else; R has both answers in one design.
same_people <- function(design) {
  both <- svymean(~ worry + unsafe + income, design)
  change <- svycontrast(both, c(worry = -1, income = 1))
  list(covariance = as.numeric(vcov(both)["worry", ]), change = of(change))
}

# The strata of one round know nothing of those of another: half of them stand for each.
half <- sampled$stratum < 3
apart <- function(design) {
  rounds <- svyby(~worry, ~half, design, svymean, covmat = TRUE)
  of(svycontrast(rounds, c(`FALSE` = 1, `TRUE` = -1)))
}

write_values("rounds", list(
  plain = same_people(plain), clustered = same_people(clustered),
  apart = apart(plain), apart_clustered = apart(clustered)))

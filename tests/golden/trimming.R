# Weights cut off at a limit and spread in equal parts, of all and of the raked sample.
source("writing.R")
source("people.R")
source("designs.R")

trimmed <- function(design, most) {
  upper <- most * median(weights(design))
  result <- trimWeights(design, upper = upper, strict = TRUE)
  list(upper = upper, weight = as.numeric(weights(result)))
}

write_values("trimming", list(
  plain = trimmed(plain, 1.1),
  raked = trimmed(raked, 1.2),
  raked_a_lot = trimmed(raked, 1.05)))

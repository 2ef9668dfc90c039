# A made-up population of 4 000 people in six strata, and a stratified sample of 210 of them.
set.seed(20250812)
size <- c(900, 400, 1200, 250, 1000, 250)
people <- data.frame(stratum = rep(0:5, size))
people$area <- people$stratum * 2 + rbinom(4000, 1, 0.4)
people$sex <- rbinom(4000, 1, 0.5)
people$age <- sample(0:3, 4000, replace = TRUE, prob = c(0.2, 0.3, 0.3, 0.2))
people$income <- round(exp(rnorm(4000, 5.5 + 0.1 * people$age, 0.5)), 1)
people$unsafe <- rbinom(4000, 1, plogis(-1.4 + 0.6 * people$sex - 0.2 * people$stratum))
people$worry <- round(40 + 8 * people$unsafe - 3 * people$age + 0.02 * people$income + rnorm(4000, 0, 9), 2)
drawn <- split(seq_len(4000), people$stratum)
taken <- c(40, 30, 50, 20, 55, 15)
rows <- unlist(mapply(function(of, n) sort(sample(of, n)), drawn, taken))
sampled <- people[rows, ]
sampled$report <- ifelse(runif(210) < 0.12, NA, round(sampled$worry / 10 + rnorm(210), 2))
sampled$population <- size[sampled$stratum + 1]
sampled$weight <- sampled$population / taken[sampled$stratum + 1]
sampled$row <- seq_len(210)

counts <- function(...) as.numeric(xtabs(~ ..., people))

# One-stage clusters in strata: everybody in the drawn clusters.
source("writing.R")
set.seed(7)
clusters <- data.frame(stratum = rep(0:3, c(5, 4, 6, 3)), population = rep(c(20, 11, 30, 9), c(5, 4, 6, 3)))
clusters$cluster <- 100 + seq_len(nrow(clusters))
clusters$level <- rnorm(nrow(clusters), 50, 6)
number <- sample(3:11, nrow(clusters), replace = TRUE)
data <- clusters[rep(seq_len(nrow(clusters)), number), ]
data$worry <- round(data$level + rnorm(nrow(data), 0, 8), 2)
data$unsafe <- rbinom(nrow(data), 1, 0.3)
data$sex <- rbinom(nrow(data), 1, 0.5)
data$weight <- data$population / as.numeric(table(clusters$stratum))[data$stratum + 1]
data$level <- NULL
write_data("clusters", data)

design <- svydesign(~cluster, strata = ~stratum, weights = ~weight, fpc = ~population, data = data)
total <- sum(data$weight)
sexes <- c(0.47, 0.53) * total
post <- postStratify(design, ~sex, data.frame(sex = 0:1, Freq = sexes))
strata <- as.numeric(tapply(data$weight, data$stratum, sum)) * c(1.1, 0.9, 1.05, 0.95)
strata <- strata * total / sum(strata)
linear <- calibrate(design, ~ factor(stratum) + sex - 1, c(strata, sexes[2]))
jackknife <- as.svrepdesign(design, type = "JKn", mse = TRUE)

write_values("clusters", list(
  sexes = sexes, strata = strata,
  mean = of(svymean(~ worry + unsafe, design)),
  total = of(svytotal(~ worry + unsafe, design)),
  by_sex = of(svyby(~worry, ~sex, design, svymean)),
  freedom = degf(design),
  design_effect = as.numeric(deff(svymean(~ worry + unsafe, design, deff = TRUE))),
  poststratified = of(svymean(~ worry + unsafe, post)),
  poststratified_by_sex = of(svyby(~worry, ~sex, post, svymean)),
  linear = of(svytotal(~ worry + unsafe, linear)),
  linear_by_sex = of(svyby(~worry, ~sex, linear, svymean)),
  jackknife = of(svymean(~ worry + unsafe, jackknife)),
  jackknife_by_sex = of(svyby(~worry, ~sex, jackknife, svymean))
))

# Contrasts of domains, chi-square, t tests and regression, for plain, raked and clustered samples.
source("writing.R")
source("people.R")
source("designs.R")

# What is zero but for rounding, as zero: it is another on each machine.
clean <- function(values) ifelse(abs(values) < 1e-20, 0, as.numeric(values))

# Domain means by regression: svyby gives no covariances for calibrated designs in 4.1.1.
contrast <- function(design) {
  by_area <- svyglm(worry ~ factor(area) - 1, design)
  halves <- svyglm(unsafe ~ factor(sex) - 1, design)
  list(
    means = as.numeric(coef(by_area)), covariance = clean(vcov(by_area)),
    first_less_second = of(svycontrast(by_area, c(1, -1, rep(0, 10)))),
    half = of(svycontrast(by_area, c(0.5, 0.5, rep(-0.1, 10)))),
    odds = of(svycontrast(halves, quote(log(`factor(sex)1` / (1 - `factor(sex)1`)) -
      log(`factor(sex)0` / (1 - `factor(sex)0`))))),
    ratio = of(svyratio(~worry, ~income, design)))
}

chi_square <- function(formula, design) {
  test <- svychisq(formula, design, statistic = "F")
  as.numeric(c(test$statistic, test$parameter, test$p.value))
}

t_test <- function(formula, design) {
  test <- svyttest(formula, design)
  as.numeric(c(test$estimate, test$statistic, test$parameter, test$p.value, test$conf.int))
}

regression <- function(formula, design, terms, ...) {
  # Evaluated before it is handed on: svyglm looks its arguments up elsewhere.
  model <- do.call(svyglm, list(formula, design = design, ...))
  wald <- regTermTest(model, terms)
  c(of(model), list(covariance = clean(vcov(model)), freedom = model$df.residual,
    wald = as.numeric(c(wald$Ftest, wald$df, wald$ddf, wald$p))))
}

# Average marginal effects with the people as given: the delta method on the coefficients alone.
effects <- function(design) {
  model <- svyglm(unsafe ~ sex + factor(age) + worry, design, family = quasibinomial(), epsilon = 1e-14)
  w <- weights(design, "sampling")
  x <- model.matrix(model)
  aged <- function(age) { with_it <- x; with_it[, 3:5] <- 0; if (age) with_it[, 2 + age] <- 1; with_it }
  shown <- function(matrix, b) as.numeric(plogis(matrix %*% b))
  mean_of <- function(b) {
    fitted <- shown(x, b)
    c(b[2] * weighted.mean(fitted * (1 - fitted), w),
      sapply(1:3, function(age) weighted.mean(shown(aged(age), b) - shown(aged(0), b), w)),
      b[6] * weighted.mean(fitted * (1 - fitted), w))
  }
  b <- coef(model)
  slope <- sapply(seq_along(b), function(k) {
    step <- 1e-4 * max(abs(b[k]), 0.1)
    moved <- function(by) { other <- b; other[k] <- b[k] + by * step; mean_of(other) }
    # Fourth-order differences: what is left of the error is rounding.
    (8 * (moved(1) - moved(-1)) - (moved(2) - moved(-2))) / (12 * step)
  })
  list(estimate = mean_of(b), error = signif(sqrt(diag(slope %*% vcov(model) %*% t(slope))), 9))
}

all_of <- function(design) list(
  weight = as.numeric(weights(design)),
  contrast = contrast(design),
  chi_square = chi_square(~ unsafe + age, design),
  chi_square_sex = chi_square(~ unsafe + sex, design),
  t_test = t_test(worry ~ sex, design),
  t_test_share = t_test(unsafe ~ sex, design),
  linear = regression(worry ~ sex + factor(age) + income, design, ~ factor(age)),
  linear_missing = regression(report ~ sex + income, design, ~ sex + income),
  logistic = regression(unsafe ~ sex + factor(age) + worry, design, ~ sex + worry,
    family = quasibinomial(), epsilon = 1e-14),
  logistic_default = regression(unsafe ~ sex + worry, design, ~sex, family = quasibinomial()),
  effects = effects(design))

write_data("comparison", sampled[c("row", "house", "houses")])
write_values("comparison", list(
  plain = all_of(plain), raked = all_of(raked), clustered = all_of(clustered)))

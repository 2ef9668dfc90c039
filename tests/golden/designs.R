# The sample of people.R as three designs: in strata, raked to sex and age, and of clusters.
sampled$house <- sampled$stratum * 10 + sampled$row %% 7
houses <- tapply(sampled$house, sampled$stratum, function(codes) length(unique(codes)))
sampled$houses <- 3 * as.numeric(houses[sampled$stratum + 1])

plain <- svydesign(~1, strata = ~stratum, weights = ~weight, fpc = ~population, data = sampled)
raked <- calibrate(plain, ~ sex + factor(age), c(nrow(people), sum(people$sex),
  as.numeric(table(people$age))[-1]), calfun = "raking", epsilon = 1e-12, maxit = 200)
clustered <- svydesign(~house, strata = ~stratum, weights = ~weight, fpc = ~houses, data = sampled)

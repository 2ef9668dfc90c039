# Errors from the replicate weights that we export, read by the lines of R that come with them.
source("writing.R")
source("people.R")
source("designs.R")

answers <- sampled
exported <- file.path(folder, "exports")

# Each design.R reads the files beside it and makes `design` of `answers`.
read_design <- function(name) {
  before <- setwd(file.path(exported, name))
  on.exit(setwd(before))
  source("design.R", local = TRUE)
  design
}

all_of <- function(name) {
  design <- read_design(name)
  freedom <- degf(if (grepl("clustered", name)) clustered else plain)
  median <- svyquantile(~worry, design, 0.5, df = freedom)[[1]]
  list(
    mean = of(svymean(~ unsafe + worry, design)),
    total = of(svytotal(~ unsafe + worry, design)),
    missing_mean = of(svymean(~report, design, na.rm = TRUE)),
    mean_by_area = of(svyby(~worry, ~area, design, svymean)),
    total_by_sex_age = of(svyby(~unsafe, ~ sex + age, design, svytotal)),
    ratio = of(svyratio(~worry, ~income, design)),
    ratio_by_sex = of(svyby(~worry, ~sex, denominator = ~income, design, svyratio)),
    median = as.numeric(median))
}

names <- list.files(exported)
write_values("export", sapply(names, all_of, simplify = FALSE))

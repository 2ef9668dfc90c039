# What every script of this folder uses: numbers in full, as JSON, and the data that they belong to.
suppressPackageStartupMessages(library(survey))
RNGversion("4.2.0")

folder <- commandArgs(trailingOnly = TRUE)[1]

as_json <- function(value) {
  if (is.list(value)) {
    parts <- mapply(function(name, part) sprintf('"%s": %s', name, as_json(part)), names(value), value)
    return(paste0("{", paste(parts, collapse = ",\n"), "}"))
  }
  texts <- if (is.character(value)) sprintf('"%s"', value) else
    ifelse(is.na(value), "null", sprintf("%.17g", as.numeric(value)))
  paste0("[", paste(texts, collapse = ", "), "]")
}

write_values <- function(name, values) {
  values$made_with <- c(R.version.string, paste("survey", packageVersion("survey")))
  writeLines(as_json(values), file.path(folder, paste0(name, ".json")))
}

write_data <- function(name, data) {
  write.csv(data, file.path(folder, paste0(name, ".csv")), row.names = FALSE, na = "")
}

# An estimate as the tests compare it.
of <- function(result) list(estimate = as.numeric(coef(result)), error = as.numeric(SE(result)))

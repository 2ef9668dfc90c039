"""Pages of surveys: `respondents` for who answers, the others for staff."""

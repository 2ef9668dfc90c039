"""The report on a drawn sample as it is kept: what each check found, to be said in any language."""

from typing import Any

from tryggve.stats.drawing.checks.report import Check, Finding, Report, Severity
from tryggve.wording.keeping import text_as_data, text_from_data


def report_as_data(report: Report) -> dict[str, Any]:
    return {
        "severity": report.severity.value,
        "findings": [
            {
                "check": finding.check.value,
                "severity": finding.severity.value,
                "what": text_as_data(finding.what),
                "mend": text_as_data(finding.mend),
                "strata": list(finding.strata),
            }
            for finding in report.findings
        ],
    }


def severity_of(kept: dict[str, Any]) -> Severity:
    return Severity(kept["severity"])


def findings_of(kept: dict[str, Any]) -> list[Finding]:
    """What the checks found, as `report_as_data` kept it."""
    return [
        Finding(
            Check(each["check"]),
            Severity(each["severity"]),
            text_from_data(each["what"]),
            text_from_data(each["mend"]),
            tuple(each["strata"]),
        )
        for each in kept["findings"]
    ]

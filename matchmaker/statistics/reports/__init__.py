"""年度报告 of units, drafted from the ledger and collected by the bureau; 月报 and 台账 of an officer's region."""

"""Users, jobs, audit viewer; owns no domain table."""

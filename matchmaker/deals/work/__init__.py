"""What is to be done on a deal: files, tasks, the clock of stages that stand still, follow-ups."""

"""What every room stands on: ids, clock, money, the base model, workspace scope, conditions, jobs."""

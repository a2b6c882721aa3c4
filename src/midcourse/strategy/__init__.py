"""What states argue with: treaties, records of tests, forces."""

"""The report page of a run: one offline file that says who was hit, how sure, why, and what would change it."""

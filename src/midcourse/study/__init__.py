"""What would change the answer: inputs that are varied, what is asked of each, and where the answer turns."""

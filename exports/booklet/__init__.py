"""The atlas of the commune to print: a PDF of what the last releases tell, and nothing else."""

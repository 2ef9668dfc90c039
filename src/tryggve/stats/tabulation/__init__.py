"""From a file of answers and a design file to tables of estimates: `tryggve stats tabulate`."""

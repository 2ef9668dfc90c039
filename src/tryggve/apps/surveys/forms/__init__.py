"""What is filled in on staff's pages about surveys."""

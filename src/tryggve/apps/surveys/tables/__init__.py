"""The tables that staff's pages about surveys hold."""

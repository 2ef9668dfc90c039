"""Small areas: direct estimates that borrow strength from a model, beside the direct ones."""

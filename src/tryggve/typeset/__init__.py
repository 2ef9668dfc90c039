"""Pages as tagged PDF (PDF/UA-1), set by Typst in Noto Sans: Swedish, English, Arabic."""

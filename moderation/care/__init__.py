"""Care for photos: hidden or set aside apart from their record, and what anyone reports."""

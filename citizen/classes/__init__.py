"""An adult opens a class: a link and a drawing to scan let phones in, and no child is named."""

"""Files in and out: imports with mapping, preview, report; presets."""

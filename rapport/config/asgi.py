"""The ASGI entry that uvicorn serves."""

import os
import warnings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
# Files are read in small blocks from the page cache; handing them over in a thread is as quick as it needs to be.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

from django.core.asgi import get_asgi_application  # noqa: E402

application = get_asgi_application()

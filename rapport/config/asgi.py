"""The ASGI entry that uvicorn serves."""

import atexit
import gc
import os
import warnings
from importlib import import_module

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
# Files are read in small blocks from the page cache; handing them over in a thread is as quick as it needs to be.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

from django.conf import settings  # noqa: E402
from django.core.asgi import get_asgi_application  # noqa: E402
from django.urls import get_resolver  # noqa: E402

application = get_asgi_application()
# What is loaded here stays as long as the process: no request waits (some 150 ms) while it is gone through for garbage.
import_module(settings.ROOT_URLCONF)
# Addresses by name, which the first page would wait for.
assert get_resolver().reverse_dict is not None
gc.collect()
gc.freeze()
atexit.register(gc.unfreeze)

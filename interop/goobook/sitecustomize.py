"""Leads goobook to the fake: Python runs this file before any program whose PYTHONPATH has its folder.

LOCKSTEP_GOOGLE_URL   where the fake Google is
LOCKSTEP_PAGE_SIZE    if set, the most that a list may ask for at once. goobook 3.5.2 asks for 2000, which
                      Google took until 2021 and refuses now.
"""
import functools
import os
import re

import googleapiclient.discovery
import googleapiclient.http

BASE = os.environ['LOCKSTEP_GOOGLE_URL']
PAGE_SIZE = os.environ.get('LOCKSTEP_PAGE_SIZE')


def request_in_pages(http, postproc, uri, *args, **kwargs):
    if PAGE_SIZE is not None:
        uri = re.sub(r'\bpageSize=(\d+)', lambda size: f'pageSize={min(int(size[1]), int(PAGE_SIZE))}', uri)
    return googleapiclient.http.HttpRequest(http, postproc, uri, *args, **kwargs)


googleapiclient.discovery.build = functools.partial(
    googleapiclient.discovery.build,
    discoveryServiceUrl=BASE + '/$discovery/rest?version={apiVersion}',
    cache_discovery=False,
    requestBuilder=request_in_pages,
)

"""Google's client for Python, unmodified, against the fake: it makes itself from the discovery document.

Needs Debian's python3-googleapi and python3-oauth2client; LOCKSTEP is the path of the command.
"""
import html.parser
import json
import os
import subprocess
import unittest
import urllib.error
import urllib.parse
import urllib.request
import warnings

try:
    import googleapiclient.discovery
    import googleapiclient.errors
    import httplib2
    import oauth2client.client
except ImportError:
    googleapiclient = None

CONTACTS = 'https://www.googleapis.com/auth/contacts'
BACK = 'http://127.0.0.1:1/back'


class Form(html.parser.HTMLParser):
    """What a browser would send for the form of a page, without its buttons."""

    def __init__(self):
        super().__init__()
        self.action = None
        self.fields = []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == 'form':
            self.action = attributes['action']
        is_on = attributes.get('type') not in ('checkbox', 'radio') or 'checked' in attributes
        if tag == 'input' and is_on and 'disabled' not in attributes:
            self.fields.append((attributes['name'], attributes['value']))


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


@unittest.skipIf(googleapiclient is None, 'python3-googleapi or python3-oauth2client is not installed')
class PythonClient(unittest.TestCase):
    def setUp(self):
        warnings.simplefilter('ignore', ResourceWarning)  # Of the sockets that httplib2 keeps.
        self.server = subprocess.Popen(
            [os.environ['LOCKSTEP'], 'serve', '--until-stdin-closes'],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.google = json.loads(self.server.stdout.readline())['google']
        self.people = self.client(self.google['access_token'])

    def tearDown(self):
        # Not 0 where an answer was not as its service describes it (LOCKSTEP_SPECS).
        _, told = self.server.communicate()
        self.assertEqual(self.server.returncode, 0, 'harness error: ' + told)

    def client(self, access_token):
        credentials = oauth2client.client.AccessTokenCredentials(access_token, 'interop')
        return googleapiclient.discovery.build(
            'people', 'v1', http=credentials.authorize(httplib2.Http()), cache_discovery=False,
            discoveryServiceUrl=self.google['base_url'] + '/$discovery/rest?version={apiVersion}')

    def create(self, name):
        return self.people.people().createContact(
            body={'names': [{'givenName': name}]}, personFields='names').execute()

    def names(self, **parameters):
        request = self.people.people().connections().list(
            resourceName='people/me', personFields='names', **parameters)
        names = []
        while request is not None:
            page = request.execute()
            names += [person['names'][0]['givenName'] for person in page.get('connections', [])]
            request = self.people.people().connections().list_next(request, page)
        return names

    def test_creates_reads_updates_and_deletes(self):
        ann = self.create('Ann')
        ann['names'] = [{'givenName': 'Anna'}]
        self.people.people().updateContact(
            resourceName=ann['resourceName'], updatePersonFields='names', body=ann).execute()
        read = self.people.people().get(
            resourceName=ann['resourceName'], personFields='names', fields='names/displayName').execute()
        self.assertEqual(read, {'names': [{'displayName': 'Anna'}]})
        self.people.people().deleteContact(resourceName=ann['resourceName']).execute()
        self.assertEqual(self.names(), [])

    def test_pages_through_a_list(self):
        for name in ('Ann', 'Ben', 'Cleo'):
            self.create(name)
        self.assertEqual(sorted(self.names(pageSize=2)), ['Ann', 'Ben', 'Cleo'])

    def test_sends_many_calls_in_one_request(self):
        answers = {}
        batch = self.people.new_batch_http_request(
            callback=lambda id, answer, error: answers.update({id: error or answer}))
        for name in ('Ann', 'Ben'):
            batch.add(self.people.people().createContact(
                body={'names': [{'givenName': name}]}, personFields='names'), request_id=name)
        batch.add(self.people.people().get(resourceName='people/c1', personFields='names'),
                  request_id='none')
        batch.execute()
        self.assertEqual(answers['Ben']['names'][0]['givenName'], 'Ben')
        self.assertEqual(answers['none'].resp.status, 404)
        self.assertEqual(sorted(self.names()), ['Ann', 'Ben'])

    def test_sends_a_get_with_a_long_url_as_a_post(self):
        ann = self.create('Ann')['resourceName']
        names = [ann] + ['people/c%d' % number for number in range(1, 200)]
        answer = self.people.people().getBatchGet(resourceNames=names, personFields='names').execute()
        self.assertEqual(len(answer['responses']), 200)

    def test_reads_errors(self):
        with self.assertRaises(googleapiclient.errors.HttpError) as caught:
            self.people.people().get(resourceName='people/c1', personFields='bananas').execute()
        self.assertEqual(caught.exception.resp.status, 400)
        self.assertIn('Invalid personFields mask path', str(caught.exception))

    def test_gets_its_tokens_by_the_consent_page(self):
        base = self.google['base_url']
        flow = oauth2client.client.OAuth2WebServerFlow(
            self.google['client_id'], self.google['client_secret'], CONTACTS, redirect_uri=BACK,
            auth_uri=base + '/o/oauth2/v2/auth', token_uri=base + '/token',
            revoke_uri=base + '/revoke', pkce=True)
        with urllib.request.urlopen(flow.step1_get_authorize_url()) as page:
            form = Form()
            form.feed(page.read().decode())
        decision = urllib.parse.urlencode(form.fields + [('decision', 'allow')]).encode()
        opener = urllib.request.build_opener(NoRedirect)
        with self.assertRaises(urllib.error.HTTPError) as redirect:
            opener.open(base + form.action, decision)
        self.assertEqual(redirect.exception.code, 302)
        location = redirect.exception.headers['Location']
        self.assertTrue(location.startswith(BACK))
        code = urllib.parse.parse_qs(urllib.parse.urlparse(location).query)['code'][0]
        credentials = flow.step2_exchange(code)
        self.assertIsNotNone(credentials.refresh_token)
        credentials.refresh(httplib2.Http())
        self.people = self.client(credentials.access_token)
        self.create('Ann')
        credentials.revoke(httplib2.Http())
        with self.assertRaises(oauth2client.client.AccessTokenCredentialsError):
            self.create('Ben')


if __name__ == '__main__':
    unittest.main()

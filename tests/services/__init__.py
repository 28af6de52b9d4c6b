"""Real services for tests. What a test may ask for (tests/conftest.py):

- `db`, `transactional_db`, `live_server` of pytest-django run on PostgreSQL; `postgres` skips on SQLite; the mark `main_flow`
  runs a test on SQLite too.
- `celery_processes`: `worker = celery_processes.start("redis")` or `"filesystem"` starts a real worker on the test database
  and sends the test's own tasks to it; `worker.kill()` is kill -9, `worker.stop()` a warm shutdown, `worker.log` its log;
  settings for it by name (`JOB_STALE_SECONDS="2"`); `start(..., beat=True)` starts the scheduler.
- `page`, `phone_page` (390 × 844), `desktop_page` (1440 × 900), `browser_page` (both): Chromium that cannot leave the machine;
  `sign_in_browser(page, live_server, user)`, `watch(page, live_server.url)`, `axe_violations(page)`, `sideways(page)` and
  `leads_on(page)`, for a click that opens another page, are in tests/services/browser.py; `new_context(...)` opens a second
  browser (without JavaScript, say). tests/architecture/test_browser_tests.py says what a browser test may not do.
- `at_once(act, act, …)` of tests/services/together.py: several people at the same moment, each on a connection of its own.
- `redis_server`: a Redis of this process.

In all other tests the broker is `memory://`: tasks are called directly, and `on_commit` means what it says
(`django_capture_on_commit_callbacks(execute=True)`).
"""

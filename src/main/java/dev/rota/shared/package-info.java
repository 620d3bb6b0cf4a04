/**
 * What belongs to neither module: how an API answers errors, pages, guards writes with ETags and idempotency keys, tells
 * what has changed and by whom, and talks to its database within a deadline. It knows nothing of users or shifts.
 */
package dev.rota.shared;

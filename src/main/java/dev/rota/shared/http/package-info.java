/**
 * What all requests have in common: request id, framing, one spelling of addresses, limits, allowed methods, access log,
 * draining and actor. Also what calls of another service have in common.
 */
package dev.rota.shared.http;

/**
 * What all requests have in common: request id, limits, allowed methods, access log, draining, actor, latency, and the
 * common parts of the OpenAPI document. Also what calls of another service have in common.
 */
package dev.rota.shared.http;

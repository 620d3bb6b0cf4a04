/**
 * What is done for every request, whatever it asks for: its id, limits, allowed methods, the access log, the connection, who
 * makes it, and the common parts of the OpenAPI document. Also what calls of another service have in common.
 */
package dev.rota.shared.http;

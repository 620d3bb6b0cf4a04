/** Errors as problem details (RFC 9457): the body, the exception that ends a request with one, and what is mapped to it. */
package dev.rota.shared.problem;

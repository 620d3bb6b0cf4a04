/** Errors as problem details (RFC 9457): the body, the exception, and the exception mappers. */
package dev.rota.shared.problem;

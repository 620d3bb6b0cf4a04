/**
 * Who sends a request, and in which roles. Tokens of an OpenID provider say who (RFC 6750); users says which person that
 * is. What each role may do stands at the operations, as annotations: without one, an operation is refused to everybody.
 */
package dev.rota.shared.identity;

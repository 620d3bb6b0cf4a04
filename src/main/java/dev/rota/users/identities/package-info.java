/** Which person of users a token is of: identities at OpenID providers, each linked with one person. */
package dev.rota.users.identities;

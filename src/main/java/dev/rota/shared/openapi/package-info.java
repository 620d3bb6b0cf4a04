/** What the OpenAPI document says of every operation of a module, added while it is built. */
package dev.rota.shared.openapi;

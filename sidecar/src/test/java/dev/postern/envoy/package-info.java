/** End to end: a client, a real Envoy, Postern as a process of its own, and an application. */
package dev.postern.envoy;

package dev.postern.explain;

/**
 * How strongly a layer allows, weakest first; layers other than the resource policy know
 * only NONE and DIRECT.
 */
public enum Grant {
  NONE,
  ACCOUNT,
  LIMITED,
  DIRECT
}

// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

/**
 * The strings of a stream that come again and again, each kind apart, so that a flood of one (addresses) does not drive
 * out another (organisations). At most 73,728 strings: about 7 MB in use, 24 MB at worst, for each reader.
 */
record Identifiers(Interner organisations, Interner credentials, Interner operators, Interner addresses) {
    static Identifiers empty() {
        return new Identifiers(new Interner(8_192), new Interner(16_384), new Interner(16_384), new Interner(32_768));
    }
}

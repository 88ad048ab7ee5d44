// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.nidwatch.intake.Query;

/** What one organisation asked about one leaked person; the first query stands for all. */
final class Hit {
    /** The person's number in the sample. */
    final int member;

    String credential = "";
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    int partition;
    long offset;

    /** Look-ups up to the person's date. */
    long before;

    /** Look-ups after it, which explain nothing. */
    long after;

    Hit(int member) {
        this.member = member;
    }

    /** Takes a look-up; {@code deadline} is the last moment that counts as before the leak. */
    void take(Query query, int atPartition, long atOffset, long deadline) {
        long time = query.occurredAt();
        if (time > deadline) {
            after++;
            return;
        }
        before++;
        last = Math.max(last, time);
        if (earlier(time, atPartition, atOffset)) {
            first = time;
            credential = query.credentialId();
            partition = atPartition;
            offset = atOffset;
        }
    }

    // A rule that does not depend on which part was read first.
    private boolean earlier(long time, int atPartition, long atOffset) {
        if (time != first) {
            return time < first;
        }
        return before == 1 || atPartition < partition || (atPartition == partition && atOffset < offset);
    }

    void merge(Hit other) {
        if (other.before > 0 && (before == 0 || earlier(other.first, other.partition, other.offset))) {
            first = other.first;
            credential = other.credential;
            partition = other.partition;
            offset = other.offset;
        }
        last = Math.max(last, other.last);
        before += other.before;
        after += other.after;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(member);
        out.writeUTF(credential);
        out.writeLong(first);
        out.writeLong(last);
        out.writeInt(partition);
        out.writeLong(offset);
        out.writeLong(before);
        out.writeLong(after);
    }

    static Hit read(DataInput in) throws IOException {
        Hit hit = new Hit(in.readInt());
        hit.credential = in.readUTF();
        hit.first = in.readLong();
        hit.last = in.readLong();
        hit.partition = in.readInt();
        hit.offset = in.readLong();
        hit.before = in.readLong();
        hit.after = in.readLong();
        return hit;
    }
}

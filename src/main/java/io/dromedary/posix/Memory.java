package io.dromedary.posix;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory outside the heap, which native calls write into and read from. */
final class Memory {

    private ByteBuffer bytes;
    private long address;

    Memory(int size) {
        allocate(size);
    }

    private void allocate(int size) {
        bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        address = address(bytes);
    }

    /** The address of a direct buffer's first byte. */
    static long address(ByteBuffer direct) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
    }

    ByteBuffer bytes() {
        return bytes;
    }

    long address() {
        return address;
    }

    /** Puts text of the C kind here, growing as needed, and gives its address. */
    long put(byte[] text) {
        if (bytes.capacity() <= text.length) {
            allocate(text.length + 1);
        }
        bytes.clear();
        bytes.put(text).put((byte) 0);
        return address;
    }
}

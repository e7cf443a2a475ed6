namespace LedgerVerifier;

/// <summary>Lines of a stream as bytes, one buffer for all of them.</summary>
internal sealed class Lines(Stream stream)
{
    private byte[] buffer = new byte[1 << 20];
    private int start;
    private int end;
    private bool atEnd;

    /// <summary>The next line without its end, valid until the one after; false at the end. A last line that has no end is none.</summary>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = buffer.AsSpan(start, length);
                start += length + 1;
                return true;
            }

            if (atEnd)
            {
                line = default;
                return false;
            }

            Fill();
        }
    }

    private void Fill()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var read = stream.Read(buffer, end, buffer.Length - end);
        atEnd = read == 0;
        end += read;
    }
}

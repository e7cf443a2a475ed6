namespace MealDispatch.EscPos;

public enum CommandKind
{
    Text,
    LineFeed,
    Initialize,
    ChineseMode,
    Align,
    Bold,
    Inverted,
    Size,
    BarcodeHeight,
    BarcodeWidth,
    BarcodeText,
    Barcode,
    QrModel,
    QrModuleDots,
    QrCorrection,
    QrStore,
    QrPrint,
    Raster,
    Cut,

    /// <summary>DLE EOT n: answered at once, whatever waits to be printed.</summary>
    AskStatusNow,

    /// <summary>GS r n: answered when everything before it is printed.</summary>
    AskStatusInOrder,
}

/// <summary>
/// One ESC/POS command with its parameters, as a printer takes it off the wire. Only what a slip may hold is known: anything else is
/// an error, so that a wrong length or byte does not go on as text.
/// </summary>
public readonly record struct Command(CommandKind Kind, Range Data, int Length)
{
    /// <summary>The command that <paramref name="bytes"/> begin with; null when more bytes must come first.</summary>
    /// <exception cref="FormatException">No printer command of ours begins so.</exception>
    public static Command? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0) return null;
        return bytes[0] switch
        {
            0x0A => new Command(CommandKind.LineFeed, 1..1, 1),
            0x10 => bytes.Length < 3 ? null : bytes[1] == 4 && bytes[2] is >= 1 and <= 4 ? Fixed(CommandKind.AskStatusNow, 3) : throw Unknown(bytes),
            0x1B => ReadEscape(bytes),
            0x1C => bytes.Length < 2 ? null : bytes[1] == 0x26 ? Fixed(CommandKind.ChineseMode, 2) : throw Unknown(bytes),
            0x1D => ReadGroup(bytes),
            < 0x20 or 0x7F or 0x80 or 0xFF => throw Unknown(bytes),
            _ => ReadText(bytes),
        };
    }

    private static Command? ReadText(ReadOnlySpan<byte> bytes)
    {
        var end = 0;
        while (end < bytes.Length && bytes[end] is >= 0x20 and not (0x7F or 0x80 or 0xFF))
        {
            if (bytes[end] < 0x80)
            {
                end++;
                continue;
            }

            if (end + 1 == bytes.Length) break;
            // A second byte that is a digit would begin a four-byte code, which printers' fonts do not hold.
            if (bytes[end + 1] is < 0x40 or 0x7F or 0xFF) throw Unknown(bytes[end..]);
            end += 2;
        }

        return end == 0 ? null : new Command(CommandKind.Text, 0..end, end);
    }

    private static Command? ReadEscape(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2) return null;
        return (bytes[1], bytes.Length > 2 ? bytes[2] : (int?)null) switch
        {
            (0x40, _) => Fixed(CommandKind.Initialize, 2),
            (0x61 or 0x45, null) => null,
            (0x61, <= 2) => Fixed(CommandKind.Align, 3),
            (0x45, <= 1) => Fixed(CommandKind.Bold, 3),
            _ => throw Unknown(bytes),
        };
    }

    private static Command? ReadGroup(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 3) return null;
        return (bytes[1], bytes[2]) switch
        {
            (0x21, _) when (bytes[2] & 0x88) == 0 => Fixed(CommandKind.Size, 3),
            (0x42, <= 1) => Fixed(CommandKind.Inverted, 3),
            (0x48, 0) => Fixed(CommandKind.BarcodeText, 3),
            (0x68, > 0) => Fixed(CommandKind.BarcodeHeight, 3),
            (0x77, >= 1 and <= 6) => Fixed(CommandKind.BarcodeWidth, 3),
            (0x72, 1 or 2) => Fixed(CommandKind.AskStatusInOrder, 3),
            (0x6B, 73) => bytes.Length < 4 ? null : WithData(CommandKind.Barcode, bytes, 4, bytes[3]),
            (0x28, 0x6B) => ReadQr(bytes),
            (0x76, 0x30) => ReadRaster(bytes),
            (0x56, 66) => bytes.Length < 4 ? null : Fixed(CommandKind.Cut, 4),
            _ => throw Unknown(bytes),
        };
    }

    private static Command? ReadQr(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8) return null;
        var length = bytes[3] | (bytes[4] << 8);
        if (bytes[5] != 0x31 || length < 3) throw Unknown(bytes);
        return (bytes[6], length) switch
        {
            (0x41, 4) => WithData(CommandKind.QrModel, bytes, 7, 2),
            (0x43, 3) => WithData(CommandKind.QrModuleDots, bytes, 7, 1),
            (0x45, 3) => WithData(CommandKind.QrCorrection, bytes, 7, 1),
            (0x50, > 3) when bytes[7] == 48 => WithData(CommandKind.QrStore, bytes, 8, length - 3),
            (0x51, 3) when bytes[7] == 48 => WithData(CommandKind.QrPrint, bytes, 7, 1),
            _ => throw Unknown(bytes),
        };
    }

    private static Command? ReadRaster(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8) return null;
        if (bytes[3] != 0) throw Unknown(bytes);
        return WithData(CommandKind.Raster, bytes, 4, 4 + ((bytes[4] | (bytes[5] << 8)) * (bytes[6] | (bytes[7] << 8))));
    }

    /// <summary>The data are the bytes after the command's two or three.</summary>
    private static Command Fixed(CommandKind kind, int length) => new(kind, Math.Min(2, length)..length, length);

    private static Command? WithData(CommandKind kind, ReadOnlySpan<byte> bytes, int header, int length) =>
        bytes.Length < header + length ? null : new Command(kind, header..(header + length), header + length);

    private static FormatException Unknown(ReadOnlySpan<byte> bytes) =>
        new($"No command that a slip may hold begins with {Convert.ToHexString(bytes[..Math.Min(bytes.Length, 8)])}.");
}

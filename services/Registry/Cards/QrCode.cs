using QRCoder;

namespace MealDispatch.Registry.Cards;

internal static class QrCode
{
    /// <summary>A PNG of black on white, with a quiet zone.</summary>
    public static byte[] Png(string content, int pixelsPerModule = 10)
    {
        using var data = QRCodeGenerator.GenerateQrCode(content, QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(data);
        return png.GetGraphic(pixelsPerModule);
    }
}

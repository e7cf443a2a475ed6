using System.Globalization;
using MealDispatch.EscPos;
using MealDispatch.Kitchen.Tickets;

namespace MealDispatch.Kitchen.Slips;

/// <summary>A slip as the bytes of an ESC/POS printer.</summary>
internal static class EscPosSlip
{
    // More boxes than this say nothing that the number does not.
    private const int MostBoxes = 4;

    internal static byte[] Render(Slip slip, Paper paper)
    {
        using var to = new EscPosWriter(paper);
        Write(slip, to);
        return to.Written.ToArray();
    }

    private static void Write(Slip slip, EscPosWriter to)
    {
        to.Start().Centre();
        if (slip.Voided) Loud(to, "作废 勿备");
        if (slip.CopyText is { } copy) to.Inverted(true).Paragraph(copy).Inverted(false);

        to.Sized(TextSize.Large).Bold(true).Paragraph($"{slip.MealText} {TicketCode.NumberText(slip.Number)}").Bold(false).Sized(TextSize.Normal)
            .Paragraph($"{slip.DateText} {slip.FulfilmentText}")
            .Sized(TextSize.Large).Paragraph(slip.Serving.Destination).Sized(TextSize.Normal)
            .Left().Rule().Sized(TextSize.Tall);
        foreach (var line in slip.Serving.Lines)
            to.Row(Boxes(line.Quantity) + line.Name, string.Create(CultureInfo.InvariantCulture, $"×{line.Quantity}"));
        to.Sized(TextSize.Normal).Rule();

        foreach (var warning in slip.Serving.Warnings) Loud(to, DietWords.Of(warning));
        if (!string.IsNullOrWhiteSpace(slip.Serving.Remark)) to.Paragraph($"备注：{slip.Serving.Remark}");
        to.Row(slip.Serving.ShortName, slip.WindowText);
        if (slip.DueText is { } due) to.Sized(TextSize.Large).Paragraph(due).Sized(TextSize.Normal);

        to.Centre().Barcode(slip.Code).Qr(slip.Code, 6).Paragraph(slip.Code);
        if (slip.CareUrl is { } url) to.Rule().Paragraph("骑手反馈").Qr(url, 5).Paragraph("扫码告诉我们老人是否安好");
        to.Left().Paragraph($"打印 {slip.PrintedText}").Cut();
    }

    private static void Loud(EscPosWriter to, string text) =>
        to.Inverted(true).Sized(TextSize.Large).Paragraph(text).Sized(TextSize.Normal).Inverted(false);

    // One box to tick per piece, so that the second portion is not overlooked.
    private static string Boxes(int quantity) => quantity <= MostBoxes ? new string('□', quantity) : "";
}

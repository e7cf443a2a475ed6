using NodaTime;

namespace MealDispatch.Care.Messages;

/// <summary>What holds for people who chose nothing, and how long news stays news.</summary>
internal static class MessageDefaults
{
    /// <summary>In the app everything; by text message what somebody should act on; by WeChat nothing until it is chosen.</summary>
    public static bool IsOn(MessageChannel channel, MessageKind kind) => channel switch
    {
        MessageChannel.InApp => true,
        MessageChannel.Sms => kind is MessageKind.OrderCancelled or MessageKind.DeliveryFailed or MessageKind.WelfareAlert or MessageKind.WelfareClosed or MessageKind.Duty,
        MessageChannel.WeChat => false,
    };

    /// <summary>The inbox keeps alerts: somebody must be able to see that they were told.</summary>
    public static bool CanBeOff(MessageChannel channel, MessageKind kind) =>
        channel != MessageChannel.InApp || kind is not (MessageKind.WelfareAlert or MessageKind.WelfareClosed);

    public static Duration KeepsFor(MessageKind kind) => kind switch
    {
        MessageKind.MealPickedUp => Duration.FromHours(1),
        MessageKind.RiderAtDoor => Duration.FromMinutes(30),
        MessageKind.MealDelivered or MessageKind.DeliveryAlarm => Duration.FromHours(4),
        MessageKind.DeliveryFailed or MessageKind.WelfareAlert or MessageKind.WelfareClosed or MessageKind.Duty => Duration.FromHours(12),
        MessageKind.OrderConfirmed or MessageKind.OrderCancelled or MessageKind.OrderRefunded or MessageKind.MealAccountToppedUp => Duration.FromHours(24),
    };
}

namespace MealDispatch.Web.Pages.Operations;

internal static class JobWords
{
    /// <summary>What a job does; one that is not known is shown by its class.</summary>
    public static string Name(string job) => job switch
    {
        "ForgetExpiredJob" => T("删去过期的验证码和登录"),
        "TellPulseJob" => T("报平安给其他部分"),
        "CloseOrderWindowJob" => T("截单，确认订单"),
        "SealLedgerJob" => T("封存台账"),
        "CheckMonthsJob" => T("查找疑点"),
        "CloseDueBatchesJob" => T("截单，开始备餐"),
        "SendPrintJobsJob" => T("打印小票"),
        "CheckPrintersJob" => T("检查打印机"),
        "SubmitDueDeliveriesJob" => T("到时间叫骑手"),
        "CallCouriersJob" => T("联系配送平台"),
        "WatchDeliveriesJob" => T("留意送晚的餐"),
        "PlanWavesJob" => T("排本镇骑手的路线"),
        "StorePositionsJob" => T("存骑手位置"),
        "DeleteOldRowsJob" => T("删去到期的位置和照片"),
        "ClimbLaddersJob" => T("告警到时升级"),
        "CheckUsualMealsJob" => T("查常订餐却没订的老人"),
        "TellNewsJob" => T("写订餐通知"),
        "SendMessagesJob" => T("发消息"),
        "ForgetOldJob" => T("删去到期的消息"),
        _ => job,
    };
}
